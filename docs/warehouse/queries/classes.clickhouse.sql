SELECT class, sum(n) AS requests
FROM (SELECT run, seq, any(class) AS class, any(count) AS n FROM imds WHERE fact = 'sighting' GROUP BY run, seq)
GROUP BY class ORDER BY class
