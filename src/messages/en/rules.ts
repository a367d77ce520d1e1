import type { RuleId } from "@/rules/clauses";
import type { Messages } from "../zh-CN";

const statements: Record<RuleId, string> = {
  R0: "Registered are teachers of kindergartens and ordinary schools, private ones included, who hold a teacher certificate and are on post; the year of leaving or retiring is the last year of duty.",
  R1: "A cycle asks for 360 credits, 80 of them online school-based; a year of duty for 72 and 16.",
  R2: "Online school-based training counts at most 16 credits a year; nothing replaces it, and what is above counts nowhere.",
  R3: "The duty is complete when both the total and the online credits are reached.",
  R4: "Hired within the cycle from January to June: duty from that year; from July on: from the next.",
  R5: "A higher degree earned within the cycle gives 360 credits and completes the duty; once a cycle.",
  R6: "Support teaching gives 72 credits a year and completes that year's duty; half a year gives half.",
  R7: "A course on education or teaching at China University MOOC, finished within the cycle with 60 or more, gives its hours as credits.",
  R8: "A MOOC not under the real name needs certificate, screenshot and the school's check if finished by the end of 2019; from 2020 on the real name is required.",
  R9: "Special credits are MOOC and degree upgrade only.",
  R10: "Certificates of social training bodies without an education department's notice, and those of human-resources departments, are not recognised.",
  R11: "Commissioned and authorised trainings need the bureau's consent, the partner's qualification, agreement, invoice, and sign-in sheets or a list.",
  R12: "Trainings of teaching-research, technology and science departments must first be filed with the city teacher-education office.",
  R13: "Lectures, outreach and ethics talks of county level or above are registered by the host, for those who attend and those who teach.",
  R14: "Self-run school training is kept on record and counts 0.",
  R15: "A credit belongs to the year in which the training ended (online: its study year); outside the cycle it counts 0.",
  R16: "One training counts once for one person; one certificate number belongs to one person in the whole city.",
  R17: "The degree table closes on 2020-01-10, the MOOC table on 2020-01-15, both days included; only the city reopens.",
};

export const rules: Messages["rules"] = {
  statements,
  ground: (label) => `Ground: ${label}`,
  systemGround: "System rule",
  holds: "Holds: ",
  fails: "Fails: ",
  ruleNumber: (rule) => `Rule ${rule.slice(1)}`,
};
