import "server-only";
import { type IssuerWords, issuerId, issuerProfile } from "./issuer";
import { secondsOf, signedCredential } from "./proof";
import { statusEntry } from "./status-list";
import { CREDENTIALS, OPEN_BADGES } from "./vocabularies";

/** A certificate as its credential tells it. */
export interface BadgeFacts {
  certificateId: string;
  number: string;
  holder: string;
  cycle: { startYear: number; endYear: number };
  /** Tenths of a credit: earned, the online part of it, and what is required of both. */
  creditsTenths: number;
  onlineTenths: number;
  requiredTenths: number;
  requiredOnlineTenths: number;
  statusIndex: number;
  issuedAt: Date;
}

/** What the credential says in words. */
export interface BadgeWords {
  issuer: IssuerWords;
  name: string;
  description: string;
  /** By which rule and clause a cycle is complete. */
  criteria: string;
  online: string;
  /** Where the proof of the credits stands. */
  evidence: string;
}

const shanghai = (day: string, time: string) => `${day}T${time}+08:00`;

/** The certificate as an OpenBadgeCredential (Open Badges 3.0), signed. */
export function openBadgeCredential(facts: BadgeFacts, words: BadgeWords) {
  const { startYear, endYear } = facts.cycle;
  // Whoever was hired within the cycle owes less (R4): another achievement.
  const owed = `${facts.requiredTenths / 10}-${facts.requiredOnlineTenths / 10}`;
  const achievement = `${issuerId()}/achievements/${startYear}-${endYear}/${owed}`;
  return signedCredential(
    {
      "@context": [CREDENTIALS, OPEN_BADGES],
      id: `urn:uuid:${facts.certificateId}`,
      type: ["VerifiableCredential", "OpenBadgeCredential"],
      name: words.name,
      issuer: issuerProfile(words.issuer),
      validFrom: secondsOf(facts.issuedAt),
      awardedDate: secondsOf(facts.issuedAt),
      credentialSubject: {
        type: ["AchievementSubject"],
        identifier: [{ type: "IdentityObject", identityHash: facts.holder, identityType: "name", hashed: false }],
        licenseNumber: facts.number,
        activityStartDate: shanghai(`${startYear}-01-01`, "00:00:00"),
        activityEndDate: shanghai(`${endYear}-12-31`, "23:59:59"),
        creditsEarned: facts.creditsTenths / 10,
        result: [
          { type: ["Result"], resultDescription: `${achievement}#online`, value: String(facts.onlineTenths / 10) },
        ],
        achievement: {
          id: achievement,
          type: ["Achievement"],
          achievementType: "CertificateOfCompletion",
          name: words.name,
          description: words.description,
          criteria: { narrative: words.criteria },
          creditsAvailable: facts.requiredTenths / 10,
          resultDescription: [
            { id: `${achievement}#online`, type: ["ResultDescription"], name: words.online, resultType: "Result" },
          ],
        },
      },
      evidence: [{ type: ["Evidence"], narrative: words.evidence }],
      credentialStatus: statusEntry(facts.statusIndex),
    },
    facts.issuedAt,
  );
}
