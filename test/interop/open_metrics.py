"""OpenMetrics text as prometheus_client reads it: one order as JSON on standard input, its answer as JSON on standard output."""

import json
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families


def metrics(text):
    """The families in their order, with their samples. What is no OpenMetrics ends the script."""
    return [
        {
            "name": family.name,
            "type": family.type,
            "unit": family.unit,
            "help": family.documentation,
            "samples": [
                {"name": sample.name, "labels": sample.labels, "value": sample.value}
                for sample in family.samples
            ],
        }
        for family in text_string_to_metric_families(text)
    ]


def main():
    order = json.load(sys.stdin)
    operation = {"metrics": metrics}[order.pop("operation")]
    print(json.dumps({"answer": operation(**order)}))


if __name__ == "__main__":
    main()
