SELECT image, sum(n) AS tokenless
FROM (SELECT run, seq, any(image) AS image, any(count) AS n FROM imds
      WHERE fact = 'sighting' AND (class LIKE 'v1%' OR class = 'ttl_on_get') GROUP BY run, seq)
WHERE image != '' GROUP BY image ORDER BY tokenless DESC, image
