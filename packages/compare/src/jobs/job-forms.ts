import { datasyncForm } from './datasync-form.ts'
import type { JobForm, JobTool } from './job-form.ts'
import { onlineMigrationForm } from './online-migration-form.ts'
import { rcloneForm } from './rclone-form.ts'
import { s3BatchOperationsForm } from './s3-batch-operations-form.ts'

/** The form of each tool's jobs. */
export const jobForms: Readonly<Record<JobTool, JobForm>> = {
  'online-migration': onlineMigrationForm,
  's3-batch-operations': s3BatchOperationsForm,
  datasync: datasyncForm,
  rclone: rcloneForm,
}
