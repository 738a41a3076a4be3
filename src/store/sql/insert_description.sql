-- Nothing comes back; name in Vietnamese and English, min_lon, min_lat, max_lon, max_lat (degrees).
INSERT INTO description (one, name_vi, name_en, min_lon, min_lat, max_lon, max_lat) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)
