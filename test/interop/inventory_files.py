"""Files of an inventory through pyarrow: one order as JSON on standard input, its answer as JSON on standard output.

Rows are objects by the names of their columns. Instants are in epoch milliseconds.
"""

import json
import sys

import pyarrow as pa
import pyarrow.orc
import pyarrow.parquet
from arrow_tables import UNITS_A_MILLISECOND, check_statistics, fields_of, rows_of


def write(columns, rows, files):
    """Files with these columns, each of some of the rows. Answers how many stripes or row groups each has."""
    parts = []
    for file in files:
        start, end = file["rows"]
        table = to_table(columns, rows[start:end], **file["timestamps"])
        writer = {"orc": pa.orc, "parquet": pa.parquet}[file["format"]]
        writer.write_table(table, file["path"], **file["options"])
        if file["format"] == "orc":
            parts.append(pa.orc.ORCFile(file["path"]).nstripes)
        else:
            parts.append(pa.parquet.read_metadata(file["path"]).num_row_groups)
    return parts


def to_table(columns, rows, unit="ms", zone=None, more=0):
    """`more`: units that each timestamp is later, less than a millisecond."""
    types = {
        "string": pa.string(),
        "boolean": pa.bool_(),
        "bigint": pa.int64(),
        "timestamp": pa.timestamp(unit, zone),
    }
    fields, arrays = [], []
    for name, type in columns:
        values = [row.get(name) for row in rows]
        if type == "timestamp":
            values = [value if value is None else value * UNITS_A_MILLISECOND[unit] + more for value in values]
        fields.append(pa.field(name, types[type], nullable=name not in ("bucket", "key")))
        arrays.append(pa.array(values, types[type]))
    return pa.table(arrays, schema=pa.schema(fields))


def read(path):
    """A file of Parquet."""
    file = pa.parquet.ParquetFile(path)
    check_statistics(file)
    table = file.read()
    return {"schema": fields_of(table.schema), "rows": rows_of(table), "groups": file.num_row_groups}


order = json.load(sys.stdin)
answer = {"write": write, "read": read}[order.pop("operation")](**order)
json.dump({"answer": answer}, sys.stdout)
