SELECT class, sum(n) AS requests
FROM (
  SELECT json_extract_scalar(line, '$.survey') AS run,
         json_extract_scalar(line, '$.seq') AS seq,
         max(json_extract_scalar(line, '$.class')) AS class,
         max(CAST(json_extract_scalar(line, '$.count') AS bigint)) AS n
  FROM imds
  WHERE json_extract_scalar(line, '$.fact') = 'sighting'
  GROUP BY 1, 2
) AS once
GROUP BY class ORDER BY class
