-- The number of the last revision; 0 = empty.
SELECT revision FROM head WHERE one = 1
