"""Inventory configurations of OSS through oss2: one order as JSON on standard input, its answer as JSON on standard output.

Configurations are as the model of oss2 has them, by the names of its members.
"""

import json
import os
import sys

import oss2
from oss2.models import (
    InventoryBucketDestination,
    InventoryConfiguration,
    InventoryDestination,
    InventoryFilter,
    InventorySchedule,
    InventoryServerSideEncryptionKMS,
    InventoryServerSideEncryptionOSS,
)


def open_bucket(name):
    auth = oss2.AuthV4(os.environ["OSS_ACCESS_KEY_ID"], os.environ["OSS_ACCESS_KEY_SECRET"])
    return oss2.Bucket(
        auth,
        os.environ["OSS_ENDPOINT"],
        name,
        region=os.environ["OSS_REGION"],
        is_path_style=True,
    )


classes = {
    "inventory_filter": InventoryFilter,
    "inventory_destination": InventoryDestination,
    "bucket_destination": InventoryBucketDestination,
    "sse_kms_encryption": InventoryServerSideEncryptionKMS,
    "sse_oss_encryption": InventoryServerSideEncryptionOSS,
    "inventory_schedule": InventorySchedule,
}


def to_model(kind, members):
    return kind(
        **{
            name: to_model(classes[name], member) if name in classes else member
            for name, member in members.items()
        }
    )


def from_model(model, names):
    members = {name: getattr(model, name) for name in names}
    return {
        name: from_model(member, vars(member)) if name in classes else member
        for name, member in members.items()
        if member is not None
    }


def from_configuration(found):
    # What a get answers is also an answer, of which only the configuration is asked for.
    return from_model(found, vars(InventoryConfiguration()))


def put(bucket, configurations):
    for configuration in configurations:
        bucket.put_bucket_inventory_configuration(to_model(InventoryConfiguration, configuration))


def get(bucket, ids):
    found = [bucket.get_bucket_inventory_configuration(inventory_id=id) for id in ids]
    return [from_configuration(configuration) for configuration in found]


def list_pages(bucket):
    pages, token = [], ""
    while True:
        answer = bucket.list_bucket_inventory_configurations(token)
        pages.append([from_configuration(found) for found in answer.inventory_configurations])
        if not answer.is_truncated:
            return pages
        token = answer.next_continuation_token


def delete(bucket, ids):
    for id in ids:
        bucket.delete_bucket_inventory_configuration(inventory_id=id)


order = json.load(sys.stdin)
operation = {"put": put, "get": get, "list": list_pages, "delete": delete}[order.pop("operation")]
try:
    answer = {"answer": operation(open_bucket(order.pop("bucket")), **order)}
except oss2.exceptions.ServerError as error:
    answer = {"error": error.code}
json.dump(answer, sys.stdout)
