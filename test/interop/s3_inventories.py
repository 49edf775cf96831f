"""Inventory configurations of S3 through boto3: one order as JSON on standard input, its answer as JSON on standard output.

Configurations are as boto3 has them. Endpoint, region and keys come from where boto3 looks: AWS_ENDPOINT_URL_S3, ...
"""

import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

client = boto3.client(
    "s3", region_name=os.environ["AWS_REGION"], config=Config(s3={"addressing_style": "path"})
)


def put(bucket, configurations):
    for configuration in configurations:
        client.put_bucket_inventory_configuration(
            Bucket=bucket, Id=configuration["Id"], InventoryConfiguration=configuration
        )


def get(bucket, ids):
    answers = [client.get_bucket_inventory_configuration(Bucket=bucket, Id=id) for id in ids]
    return [answer["InventoryConfiguration"] for answer in answers]


def list_pages(bucket):
    pages, more = [], {}
    while True:
        answer = client.list_bucket_inventory_configurations(Bucket=bucket, **more)
        pages.append(answer.get("InventoryConfigurationList", []))
        if not answer["IsTruncated"]:
            return pages
        more = {"ContinuationToken": answer["NextContinuationToken"]}


def delete(bucket, ids):
    for id in ids:
        client.delete_bucket_inventory_configuration(Bucket=bucket, Id=id)


def put_policy(bucket, policy):
    client.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))


def get_policy(bucket):
    return json.loads(client.get_bucket_policy(Bucket=bucket)["Policy"])


def words(shapes):
    """What boto3 knows of enumerations, by its own model of S3."""
    model = client.meta.service_model
    return [word for shape in shapes for word in model.shape_for(shape).enum]


operations = {
    "put": put,
    "get": get,
    "list": list_pages,
    "delete": delete,
    "put_policy": put_policy,
    "get_policy": get_policy,
    "words": words,
}
order = json.load(sys.stdin)
operation = operations[order.pop("operation")]
try:
    answer = {"answer": operation(**order)}
except ClientError as error:
    answer = {"error": error.response["Error"]["Code"]}
json.dump(answer, sys.stdout)
