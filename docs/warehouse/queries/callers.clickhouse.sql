SELECT host, program, sum(n) AS tokenless
FROM (SELECT run, seq, any(host) AS host, any(if(exe = '', comm, exe)) AS program, any(count) AS n
      FROM imds
      WHERE fact = 'sighting' AND (class LIKE 'v1%' OR class = 'ttl_on_get') GROUP BY run, seq)
GROUP BY host, program ORDER BY tokenless DESC, host, program
