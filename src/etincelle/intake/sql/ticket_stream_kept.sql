-- What is written of an export that dates its rows: every observation that could be typed; nothing clashes.
CREATE TEMP VIEW kept AS SELECT * FROM typed WHERE {good};
CREATE TEMP TABLE clashing (line INTEGER, number VARCHAR, other INTEGER);
