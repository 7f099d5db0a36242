SELECT host, sum(n) AS tokenless
FROM (SELECT run, seq, any(host) AS host, any(count) AS n FROM imds
      WHERE fact = 'sighting' AND (class LIKE 'v1%' OR class = 'ttl_on_get') GROUP BY run, seq)
GROUP BY host ORDER BY host
