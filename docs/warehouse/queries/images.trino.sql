SELECT image, sum(n) AS tokenless
FROM (
  SELECT json_extract_scalar(line, '$.survey') AS run,
         json_extract_scalar(line, '$.seq') AS seq,
         max(json_extract_scalar(line, '$.image')) AS image,
         max(CAST(json_extract_scalar(line, '$.count') AS bigint)) AS n
  FROM imds
  WHERE json_extract_scalar(line, '$.fact') = 'sighting'
    AND (json_extract_scalar(line, '$.class') LIKE 'v1%'
         OR json_extract_scalar(line, '$.class') = 'ttl_on_get')
  GROUP BY 1, 2
) AS once
WHERE image IS NOT NULL
GROUP BY image ORDER BY tokenless DESC, image
