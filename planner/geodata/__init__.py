"""Files: the only room that reads data.

Enters: a folder of tables and map layers, or a trip request as somebody wrote it.  Leaves: the
values of `planner.model`, checked.  What is not sound raises `DataError` with file, line and
reason, or `RequestError` with one message for each field; nothing is mended in silence.
`schema` states what each table holds, once; the readers, `check` and the Frictionless
`datapackage.json` all go by it.  Coordinates are degrees lon, lat; times of tables are local.
"""
