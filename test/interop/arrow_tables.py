"""Tables of pyarrow as plain data."""

import pyarrow as pa

UNITS_A_MILLISECOND = {"ms": 1, "us": 10**3, "ns": 10**6}


def rows_of(table):
    """Objects by the names of columns, with instants in epoch milliseconds; an error where a fraction would be lost."""
    columns = [values_of(column) for column in table.columns]
    return [dict(zip(table.column_names, values)) for values in zip(*columns)]


def values_of(column):
    if not pa.types.is_timestamp(column.type):
        return column.to_pylist()
    return column.cast(pa.timestamp("ms", column.type.tz)).cast(pa.int64()).to_pylist()


def fields_of(schema):
    """Name and type of each column, and whether it may have no value."""
    return [[field.name, str(field.type), field.nullable] for field in schema]


def check_statistics(file):
    """An error where a row group of Parquet holds other values than those that are noted of it."""
    for index in range(file.num_row_groups):
        group, table = file.metadata.row_group(index), file.read_row_group(index)
        for place, column in enumerate(table.columns):
            noted = group.column(place).statistics
            values = [value for value in column.to_pylist() if value is not None]
            assert noted.null_count == len(column) - len(values), group.column(place)
            # Bytes of UTF-8 are in the order of code points, as Python's texts are.
            if noted.has_min_max:
                assert noted.min <= min(values) <= max(values) <= noted.max, group.column(place)
