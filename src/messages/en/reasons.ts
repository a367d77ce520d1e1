import type { ReasonCode } from "@/rules/reasons";

export const reasons: Record<ReasonCode, string> = {
  "scan-unreadable": "The scan can't be read; please upload one that shows all of the text",
  "scan-of-something-else": "The scan is not the document that is needed; please replace it",
  "scan-and-form-differ": "The form and the scan differ; please correct the form by the scan",
  "hours-differ": "The hours differ from the certificate; please correct them",
  "score-not-shown": "The screenshot shows no score; please upload one of the finished course with its score",
  "account-not-looked-into":
    "The school has not looked into the MOOC account; please do so and add the screenshot of the hours",
  "number-differs": "The number differs from the scan; please correct it as printed",
  "date-differs": "The end date differs from the scan; please correct it",
  "other-to-mend": "Something else to mend (see the note)",
  "not-about-education": "The course is not about education or teaching",
  "other-platform": "Not a course of China University MOOC",
  "not-passed": "The score is below 60",
  "not-real-name": "Does not meet the real-name requirement",
  "mooc-outside-cycle": "The course did not finish within this cycle",
  "degree-outside-cycle": "The graduation is not within this cycle",
  "not-an-upgrade": "The new degree is not above the former one",
  "social-training": "A certificate of a social training body or a human-resources department; not recognised",
  "not-a-special-credit": "Not a special credit; its host has to register it",
  "counted-already": "This training is registered already and counts once",
  "certificate-of-somebody-else": "The certificate belongs to somebody else",
  falsified: "Falsified",
  "other-final": "Another reason why it can't be recognised (see the note)",
  "posted-in-error": "Posted in error and revoked (see the note)",
};
