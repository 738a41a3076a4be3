-- The kinds that have rows.
SELECT DISTINCT kind FROM rows
