/** The stages of schools, from the youngest pupils on. The database keeps the same words (prisma/schema/organisation.prisma). */
export const SCHOOL_STAGES = [
  "kindergarten",
  "primary",
  "junior",
  "senior",
  "vocational",
  "special",
  "institution",
] as const;
export type SchoolStage = (typeof SCHOOL_STAGES)[number];
