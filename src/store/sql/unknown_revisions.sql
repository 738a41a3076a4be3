-- The revisions that rows speak of and that are not recorded.
SELECT DISTINCT revision FROM rows WHERE revision NOT IN (SELECT number FROM revisions) ORDER BY revision
