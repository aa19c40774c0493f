"""Open data: tidy tables as CSV, JSON, XLSX and Parquet, described by DCAT-AP-SE."""
