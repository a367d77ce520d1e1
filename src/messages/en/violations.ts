import type { ViolationCode } from "@/rules/verdict";
import { tenths, type Words } from "../words";
import { cityViolations } from "./city-violations";
import { evidenceName } from "./credits";
import { deskViolations } from "./desk-violations";
import { peopleViolations } from "./people-violations";
import { projectViolations } from "./project-violations";
import { proofViolations } from "./proof-violations";
import { tableViolations } from "./table-violations";

/** Each says what is wrong and how to mend it; the numbers come from the rules. */
export const violations: Record<ViolationCode, Words> = {
  "file-empty": () => "The file is empty. Please choose it again.",
  "file-too-large": () => "The file is larger than 10 MB. Compress it or scan at a lower resolution.",
  "file-type-not-accepted": () =>
    "Only JPEG, PNG or WebP pictures and PDF files are taken; save it as one of these first.",
  "file-phone-format": () =>
    "This is a phone's HEIC or a similar format. On an iPhone choose Settings, Camera, Formats, Most Compatible and take it again, or save the photo as JPEG.",
  "file-broken": () => "The file is damaged or incomplete. Please scan or photograph it again.",
  "file-picture-too-big": () => "The picture has too many pixels. Please bring it below 60 million.",
  "file-pdf-active": () =>
    "The PDF holds scripts, attachments or what can't be looked into. Print it to a new PDF, or turn it into a picture.",
  "file-pdf-locked": () => "The PDF is encrypted and reviewers can't open it. Please remove its password.",
  "file-too-many": () => "A claim takes at most 12 files. Please remove those that aren't needed.",
  "file-claim-closed": () =>
    "This claim is under review, so its files can't change. Withdraw it first, or wait until it is returned.",
  required: () => "Please fill this in.",
  "too-long": () => "This is too long. Please shorten it.",
  "bad-characters": () =>
    "This contains characters that can't be read, such as control characters. Please delete and retype it.",
  "not-a-date": () => "This is not a date. Write a real day as year-month-day, for example 2019-06-01.",
  "not-a-number": () => "Please enter a number, for example 24 or 13.5.",
  "too-precise": () => "One decimal place at most. Please enter it as printed on the certificate.",
  "not-a-choice": () => "Please choose one of the options.",
  "identity-format": () => "An ID number has 18 characters: 17 digits, then a digit or X. Please check it.",
  "identity-checksum": () => "This ID number fails its check digit. Please compare it with the card.",
  "identity-birth-date": () => "The date of birth in this ID number doesn't exist. Please compare it with the card.",
  "teacher-certificate-format": () =>
    "A teacher certificate number has 17 digits. Please compare it with the certificate.",
  "school-code-format": () => "Ten digits are needed. Please check them.",

  "no-teacher-certificate": () =>
    "No teacher certificate is on record, so this teacher can't be registered. Ask the school to add the certificate number first.",
  "not-on-post": () =>
    "This teacher is not on post now. If that has changed, ask the school to update the employment first.",
  "private-school-excluded": () =>
    "Under this cycle's policy, teachers of private schools are not registered. Please ask your superior office.",
  "ended-in-future": () => "The end date is after today. Register once the training has ended, or correct the date.",
  "outside-cycle": ({ fromYear, toYear }) =>
    fromYear === undefined
      ? "The date or year is outside this cycle, so it can't count. Please check it."
      : `The date or year is outside this cycle (${fromYear}–${toYear}), so it can't count. Please check it.`,
  "ended-before-hiring": () =>
    "The training ended before the teacher was hired, so it can't be recognised. Check the date, or ask the school to correct the hiring date.",
  "ended-off-post": () =>
    "The teacher was not on post when the training ended, so it can't be recognised. Check the date and the employment.",

  "mooc-platform-not-accepted": () =>
    "Only courses of China University MOOC (icourse163) are recognised; other platforms are not.",
  "score-below-pass": ({ passTenths }) =>
    `The score must be at least ${tenths(passTenths ?? 600)}. Check it against the certificate; a lower score can't be registered.`,
  "score-out-of-range": () =>
    "A score lies between 0 and 100. Enter it as shown on the certificate or the course page.",
  "certificate-number-missing": () => "Please enter the certificate number exactly as printed.",
  "account-hours-missing": () =>
    "The certificate names no hours. Enter the hours that the school saw in the teacher's MOOC account, and add the screenshot.",
  "course-hours-missing": () =>
    "Without a certificate, enter the course's hours and add the screenshot of the finished course.",
  "hours-not-positive": () =>
    "Hours must be more than 0. Enter them as shown on the certificate, in the account or in the notice.",
  "hours-too-many": ({ mostTenths }) =>
    `There can be no more than ${tenths(mostTenths ?? 3000)} hours. Check for an extra digit.`,
  "real-name-required": ({ from }) =>
    `Courses finished from ${from ?? "2020-01-01"} on count only under the real name. Check the finishing date and the real-name answer.`,
  "certificate-required-without-real-name": () =>
    "A course not studied under the real name needs its certificate. Provide it, or check the real-name answer.",
  "degree-not-above-former": () => "The new degree must be above the former one. Please check both.",
  "second-degree": () => "A degree upgrade is already registered in this cycle; only one counts.",
  "same-training-twice": () =>
    "This course in this term is already registered and can't be registered again. If it was another term, correct the term.",
  "same-certificate-twice": () => "A certificate with this number is already registered. Please check the number.",
  "evidence-missing": ({ kind }) => `The ${evidenceName(kind)} is missing. Please upload a clear scan or screenshot.`,

  "kind-social-training": () =>
    "Certificates of social training bodies without an education department's notice are not recognised. With a notice, its host registers it as a project.",
  "kind-human-resources": () =>
    "Professional-staff continuing education of the human-resources departments is not recognised in the credit bank.",
  "kind-project": () =>
    "Trainings of education departments are registered by their host, not by teachers. If one is missing, tell the host.",
  "kind-department-project": () =>
    "Trainings of teaching-research and technology departments are registered by the department after filing with the city teacher-education office. If one is missing, tell the department.",
  "kind-lecture": () =>
    "Lectures, outreach and ethics talks are registered by their host, not by teachers. If one is missing, tell the host.",
  "kind-commissioned": () =>
    "A training that a school commissioned is registered by the school as a supplementary project, with agreement, invoice and sign-in sheets.",
  "kind-authorised": () =>
    "An authorised training is registered by the education bureau that consented to it, not by teachers.",
  "kind-support-teaching": () =>
    "Support teaching is registered by the personnel office (two districts) or the teacher-education office (Xinjiang), not by teachers.",
  "kind-online": () =>
    "Online school-based training is recorded automatically. If a year is missing, contact the training platform.",
  "kind-self-run": () => "Self-run school training doesn't count towards the 360 credits and is no special credit.",
  "kind-other-training": () =>
    "Special credits are China University MOOC and degree upgrade only; nothing else may be entered here.",
  "kind-unknown": () => "Please choose the kind first: MOOC (self-chosen course) or degree upgrade.",

  "not-in-this-state": () => "This can't be done in the entry's present state. Reload the page to see where it stands.",
  "not-your-step": () => "This entry is not at your office's step now, so you can't decide it.",
  "not-the-registrant": () => "Only the person who registered it may do this.",
  "decides-own-registration": () => "You can't decide an entry that you registered. Another reviewer has to.",
  "decides-own-credit": () => "You can't decide your own credit. Another reviewer has to.",
  "registers-own-credit-as-staff": () =>
    "An administrator can't register credits for themselves. Switch to your teacher role and declare it there; somebody else reviews it.",
  "withdraw-too-late": () => "This entry is settled and can no longer be withdrawn.",
  "recall-not-the-decider": () => "Only the person who decided can recall the decision.",
  "recall-nothing-to-undo": () => "There is no decision to recall.",
  "recall-too-late": ({ minutes }) =>
    minutes === undefined
      ? "The next step has acted or the time is over, so the decision can't be recalled."
      : `More than ${minutes} minutes have passed or the next step has acted, so the decision can't be recalled.`,
  "reason-missing": () => "Please choose a reason, so that the person knows why.",
  "note-missing": () => "Please add a note, so that the person understands what to do.",
  "reason-not-for-this-action": () =>
    "This reason doesn't fit. Return what can be corrected; refuse what can't be recognised.",
  "confirmation-missing": ({ confirmation }) =>
    confirmation === "accountChecked"
      ? "Look into the MOOC account first (the teacher shows it; never ask for the password), tick that you did, then submit."
      : "Confirm with a tick that the course is about education or teaching, then approve.",
  "deadline-passed": ({ lastDay }) =>
    `${lastDay === undefined ? "The deadline has passed" : `The deadline was ${lastDay}`}: registering, first review and reporting have stopped. The school may ask the city teacher-education office to reopen it.`,
  "duplicate-certificate": () =>
    "Another person brought a certificate with the same number. Look into it and record why both may stand, then approve.",
  "duplicate-file": () =>
    "Another person brought the same file. Look into it and record why both may stand, then approve.",
  "decided-with-roster": () =>
    "This credit is decided together with its training's roster; find it under the projects to review.",
  "waiver-not-at-this-step": () => "Duplicates are decided at the superior's step, not at this one.",

  "sign-in-wrong": () =>
    "The account or the password is wrong. Please check both. If you forgot the password, ask your school or superior to reset it.",
  "sign-in-slow-down": ({ minutes }) => `Too many tries. Please wait ${minutes ?? 15} minutes.`,
  "password-wrong": () => "The current password is wrong. Please type it again.",
  "password-too-short": () => "The new password needs at least 10 characters. A short sentence is easy to remember.",
  "password-unchanged": () => "The new password must differ from the current one.",
  "password-repeat-differs": () => "The two new passwords differ. Please type them again.",

  ...projectViolations,
  ...tableViolations,
  ...deskViolations,
  ...proofViolations,
  ...cityViolations,
  ...peopleViolations,
};
