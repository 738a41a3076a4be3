-- Nothing comes back; ?1 = the number of the last revision.
UPDATE head SET revision = ?1 WHERE one = 1
