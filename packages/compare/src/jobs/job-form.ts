import type { ComparedSide } from '../compared-object.ts'

/** The tools that a job can be made for. */
export const jobTools = ['online-migration', 's3-batch-operations', 'datasync', 'rclone'] as const
export type JobTool = (typeof jobTools)[number]

/** A bucket, and the provider that it is of: `aws-s3`, `alibaba-oss`. */
export interface JobBucket {
  readonly bucket: string
  readonly provider: string
}

/** Where a job is uploaded, so that its tool finds it. */
export interface JobUpload {
  readonly bucket: string
  /** Put before the names of its files, as in `jobs/retry/`. Default: none. */
  readonly prefix?: string
  /** Of the ARN of an S3 bucket. Default: `aws`. */
  readonly partition?: string
}

/** Between which buckets a job copies. */
export interface JobBuckets {
  /** What the left side listed. */
  readonly source: JobBucket
  /** What the right side listed. */
  readonly destination: JobBucket
}

/** What a job is for. */
export interface JobTarget extends JobBuckets {
  readonly uploadTo: JobUpload | undefined
  /** Whether its objects have version ids: the first one decides. */
  readonly hasVersions: boolean
  /** Compressed bytes of one file, where a form has files of a limited size. */
  readonly partBytes: number
}

/**
 * A list of objects in the form that one tool takes. Another tool is another file with such a form, and a line in
 * `job-forms.ts`.
 */
export interface JobForm {
  readonly name: JobTool
  /** As its vendor calls it. */
  readonly title: string
  /** The vendor's page about it. */
  readonly reference: string
  /** Why it cannot copy between these buckets; `undefined` if it can. */
  readonly refuses: (buckets: JobBuckets) => string | undefined
  /** Whether it can name an object of the source; a string says why not, as the end of a sentence about the object. */
  readonly expresses: (object: ComparedSide, target: JobTarget) => true | string
  /** Writes the files for objects that it expresses, at least one, and gives what a person does next. */
  readonly write: (
    objects: AsyncIterable<readonly ComparedSide[]>,
    files: JobFiles,
    target: JobTarget,
  ) => Promise<readonly string[]>
}

/** Makes the files of a job. */
export interface JobFiles {
  readonly create: (name: string) => Promise<JobFile>
}

/** One file of a job, while it is written. */
export interface JobFile {
  readonly write: (bytes: Uint8Array | string) => Promise<void>
  readonly close: () => Promise<WrittenJobFile>
}

/** One file of a job. */
export interface WrittenJobFile {
  readonly name: string
  readonly size: number
  /** Hexadecimal, lower case. */
  readonly md5: string
}
