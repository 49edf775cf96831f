"""Delivered reports through boto3 or oss2, and pyarrow: one order as JSON on standard input, its answer as JSON on standard output.

Of each manifest that is named, everything there is to know of it and of its files, as these find it.
"""

import csv
import datetime
import gzip
import hashlib
import io
import json
import os
import re
import sys
import urllib.parse

import boto3
import oss2
import pyarrow as pa
import pyarrow.orc
import pyarrow.parquet
from arrow_tables import check_statistics, fields_of, rows_of
from botocore.config import Config

BOOLEANS = {"IsLatest", "IsDeleteMarker", "IsMultipartUploaded"}
NUMBERS = {"Size", "TaggingCount"}
INSTANTS = {"LastModifiedDate", "ObjectLockRetainUntilDate", "LifecycleExpirationDate", "TransitionTime"}


def reader_of(cloud, bucket):
    if cloud == "s3":
        style = Config(s3={"addressing_style": "path"})
        client = boto3.client("s3", region_name=os.environ["AWS_REGION"], config=style)
        return lambda key: client.get_object(Bucket=bucket, Key=key)["Body"].read()
    auth = oss2.AuthV4(os.environ["OSS_ACCESS_KEY_ID"], os.environ["OSS_ACCESS_KEY_SECRET"])
    region = os.environ["OSS_REGION"]
    opened = oss2.Bucket(auth, os.environ["OSS_ENDPOINT"], bucket, region=region, is_path_style=True)
    return lambda key: opened.get_object(key).read()


def fetch(cloud, bucket, manifests):
    return [read_report(reader_of(cloud, bucket), key) for key in manifests]


def read_report(read, manifest_key):
    text = read(manifest_key)
    manifest = json.loads(text)
    checksum = read(manifest_key.replace("manifest.json", "manifest.checksum"))
    decode = {"CSV": decode_csv, "ORC": decode_orc, "Parquet": decode_parquet}[manifest["fileFormat"]]
    files = []
    for file in manifest["files"]:
        body = read(file["key"])
        found = {"key": file["key"], "size": len(body), "md5": hashlib.md5(body).hexdigest()}
        files.append(found | decode(body, manifest["fileSchema"]))
    return {
        "checksum": checksum.decode().strip().lower(),
        "md5": hashlib.md5(text).hexdigest(),
        "files": files,
    }


def decode_csv(body, schema):
    names = schema.split(", ")
    lines = csv.reader(io.StringIO(gzip.decompress(body).decode(), newline=""), strict=True)
    rows = []
    for fields in lines:
        values = [csv_value(name, text) for name, text in zip(names, fields, strict=True)]
        rows.append(dict(zip(names, values)))
    return {"rows": rows}


def csv_value(name, text):
    if text == "":
        return None
    if name == "Key":
        return urllib.parse.unquote_plus(text, errors="strict")
    if name in BOOLEANS or text in ("true", "false"):
        return {"true": True, "false": False}[text]
    if name in NUMBERS:
        return int(text)
    if name in INSTANTS:
        # OSS has hyphens for colons; Python 3.10 does not know Z.
        iso = re.sub(r"T(..)-(..)-", r"T\1:\2:", text).replace("Z", "+00:00")
        time = datetime.datetime.fromisoformat(iso)
        return round(time.timestamp() * 1000)
    return text


def decode_orc(body, schema):
    file = pa.orc.ORCFile(pa.BufferReader(body))
    return {
        "schema": fields_of(file.schema),
        "rows": rows_of(file.read()),
        "written": {
            "parts": file.nstripes,
            "version": file.file_version,
            "codec": file.compression,
            "block": file.compression_size,
            "stride": file.row_index_stride,
            "writer": [file.writer, file.writer_version],
        },
    }


def decode_parquet(body, schema):
    file = pa.parquet.ParquetFile(pa.BufferReader(body))
    groups = [file.metadata.row_group(index) for index in range(file.num_row_groups)]
    chunks = [group.column(index) for group in groups for index in range(group.num_columns)]
    check_statistics(file)
    return {
        "schema": fields_of(file.schema_arrow),
        "rows": rows_of(file.read()),
        "written": {
            "parts": len(groups),
            "codecs": sorted({chunk.compression for chunk in chunks}),
            "noted": sorted({chunk.path_in_schema for chunk in chunks if chunk.statistics.has_min_max}),
        },
    }


order = json.load(sys.stdin)
answer = {"fetch": fetch}[order.pop("operation")](**order)
json.dump({"answer": answer}, sys.stdout)
