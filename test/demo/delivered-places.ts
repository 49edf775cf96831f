/** Where the inventories stand whose deliveries the demo follows, S3's first. */
export const deliveredPlaces = ['s3://photos#delivered', 'oss://photos-cn#delivered'] as const
