-- The province's name and extent (degrees, WGS 84); no row until a bundle was loaded.
SELECT name_vi, name_en, min_lon, min_lat, max_lon, max_lat FROM description WHERE one = 1
