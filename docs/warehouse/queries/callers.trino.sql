SELECT host, program, sum(n) AS tokenless
FROM (
  SELECT json_extract_scalar(line, '$.survey') AS run,
         json_extract_scalar(line, '$.seq') AS seq,
         max(json_extract_scalar(line, '$.host')) AS host,
         max(coalesce(json_extract_scalar(line, '$.exe'),
                      json_extract_scalar(line, '$.comm'), '')) AS program,
         max(CAST(json_extract_scalar(line, '$.count') AS bigint)) AS n
  FROM imds
  WHERE json_extract_scalar(line, '$.fact') = 'sighting'
    AND (json_extract_scalar(line, '$.class') LIKE 'v1%'
         OR json_extract_scalar(line, '$.class') = 'ttl_on_get')
  GROUP BY 1, 2
) AS once
GROUP BY host, program ORDER BY tokenless DESC, host, program
