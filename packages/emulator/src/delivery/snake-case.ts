/** The name that ORC and Parquet files have for a column of CSV: `LastModifiedDate` is `last_modified_date`, `ETag` is `e_tag`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
}
