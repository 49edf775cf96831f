import { runDemo } from './run-demo.ts'

// The AWS SDK would warn about the next version of Node in the middle of the output.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'
await runDemo((line) => console.log(line))
