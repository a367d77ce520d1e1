import type { CheckCode } from "@/rules/verdict";

export const checks: Record<CheckCode, string> = {
  "teacher-certificate": "Holds a teacher certificate",
  "on-post": "On post now",
  "school-in-scope": "The school is within the scope",
  platform: "A course of China University MOOC",
  "ended-by-today": "The training has ended",
  "in-cycle": "Ended within this cycle",
  "on-post-when-ended": "Hired and on post when it ended",
  score: "Passed (60 or more)",
  "real-name": "Meets the real-name requirement",
  "certificate-for-not-real-name": "Not under the real name, but with a certificate",
  hours: "Hours are stated and plausible",
  "certificate-number": "Certificate number given",
  "account-looked-into": "The school looked into the MOOC account",
  "level-above-former": "The new degree is above the former one",
  "degree-once": "First degree upgrade in this cycle",
  "training-once": "This course in this term is not registered twice",
  "certificate-once": "This certificate is not used twice by the same person",
  evidence: "All documents are there",
  "certificate-unshared": "Certificate number unique in the city",
  "file-unshared": "Nobody else brought the same file",
};
