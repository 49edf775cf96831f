const start =
  ':A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD'
const further = `[${start}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*`
/** U+10000 to U+EFFFF. With the flag `u` instead, texts of some megabytes beyond U+FFFF exhaust the stack of the engine. */
const pair = '[\\uD800-\\uDB7F][\\uDC00-\\uDFFF]'

/** The name of an element or attribute, as the source of a regular expression: https://www.w3.org/TR/xml/#NT-Name */
export const xmlName = `(?:[${start}]|${pair})${further}(?:${pair}${further})*`
