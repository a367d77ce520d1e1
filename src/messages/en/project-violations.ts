import type { ViolationCode } from "@/rules/verdict";
import { tenths, type Words } from "../words";
import { evidenceName } from "./credits";

export const projectViolations = {
  "kind-not-hosted-here": () =>
    "Your office doesn't register trainings of this kind. Choose one of those listed, or ask the host to register it.",
  "ends-before-it-starts": () => "The last day is before the first day. Please check both dates.",
  "no-lecturers-here": () =>
    "Trainings of this kind credit no lecturers. Leave the lecturers' hours empty and take lecturers off the roster.",
  "filing-missing": () =>
    "Trainings of teaching-research, technology and science departments have to be filed with the city teacher-education office first. Ask for the filing, then submit the roster.",
  "filing-not-needed": () => "Trainings of this kind need no filing. Submit the roster at once.",
  "not-the-host": () => "Only the host's people can do this. Please ask the host if it is needed.",
  "paper-missing": ({ kind }) => `The ${evidenceName(kind)} is missing. Upload it, then submit.`,
  "attendance-paper-missing": () =>
    "Sign-in sheets or a list of participants are missing. Upload at least one of them, then submit.",
  "partner-missing": () =>
    "Please enter the full name of the university or training body, as it stands in the agreement.",
  "invoice-number-missing": () => "Please enter the invoice's number as printed.",
  "documented-count-missing": () =>
    "Please enter how many people the sign-in sheets or the list name, so that the roster can be compared.",
  "roster-above-papers": ({ roster, papers }) =>
    `The roster has ${roster} people, the papers only ${papers}. Take off those who did not attend, or correct the papers' number.`,
  "roster-empty": () => "Nobody is on the roster yet. Type or import it first, then submit.",
  "roster-has-errors": ({ count }) =>
    `The roster still has errors${count === undefined ? "" : ` in ${count} ${Number(count) === 1 ? "row" : "rows"}`}. Mend or remove each, then submit.`,
  "roster-all-struck": () =>
    "Everybody on the roster is struck out, so it can't be approved. If the whole training can't be recognised, refuse it.",
  "project-same-training": ({ title }) =>
    `Your office already has ${title === undefined ? "a training of this title" : `“${title}”`} with the same first day, and one training is registered once. Go on with that one, or check title and date.`,
  "project-closed": () => "This project is closed: people and hours can no longer change.",
  "correction-unchanged": () => "The corrected hours are the same as now. Enter the right hours, or leave them.",

  "person-missing": () =>
    "This row doesn't say who is meant. Enter the name, and better an ID number or teacher number too.",
  "person-unknown": () =>
    "No such teacher was found. Check the name, school, ID number or teacher number; who is not on record has to be added by the school first.",
  "person-ambiguous": ({ count }) =>
    `${count === undefined ? "Several" : count} teachers fit this row. Add the ID number or teacher number, so that it is clear who is meant.`,
  "name-does-not-match": () =>
    "This number is on record under another name. Compare number and name, and correct the wrong one.",
  "not-on-duty-then": () =>
    "The teacher was not on post when the training ended, so no credit can be registered. Check the date; a row of a roster is taken off; a wrong employment is corrected by the school.",
  "listed-twice": () => "This teacher is on the roster twice in the same role. Remove one of the rows.",
  "lecturer-hours-not-set": () =>
    "The project has no hours for lecturers, so none can be registered. Enter the lecturers' hours in the project first.",
  "hours-above-project": ({ mostTenths }) =>
    `More than the project's ${mostTenths === undefined ? "" : `${tenths(mostTenths)} `}hours. Correct this row, or the project's hours first.`,
  "has-this-training": ({ title }) =>
    `This teacher already has ${title === undefined ? "this training" : `the training “${title}”`}, which is registered once. If it is a row of a roster, take it off.`,

  "support-from-after-to": () => "The support teaching ends before it begins. Please check both dates.",
  "support-too-short": () =>
    "This covers more than half of no calendar half year, so it is worth no credits. Please check both dates.",
  "support-half-told": ({ year }) =>
    `The same half year${year === undefined ? "" : ` of ${year}`} is registered already and counts once. Check both dates, or take the row off.`,
  "report-open-already": () =>
    "You have reported this training already; the host has yet to answer. See it under “My trainings”.",
  "report-answered-already": () => "This report is answered already. Reload the page to see the answer.",

  "online-hours-not-positive": () => "Hours must be more than 0. Please check the result.",
  "online-finished-before-study-year": () =>
    "It was finished before its study year began. Check the study year and the day of finishing.",
  "online-result-differs": ({ hereTenths, thereTenths }) => {
    const how =
      hereTenths === undefined || thereTenths === undefined
        ? "with other content"
        : `with ${tenths(hereTenths)} credits, and comes now with ${tenths(thereTenths)}`;
    return `A result with this id is posted already ${how}; what is posted stays. Check the id; ask the city teacher-education office for a correction.`;
  },
  "online-result-twice": () => "This result id stands twice in the same batch. Keep one of them and push again.",
  "online-result-of-somebody-else": () => "This result id is posted for another teacher. Check the id and the person.",
  "online-result-revoked": () =>
    "This result was posted and then revoked by the city, so it isn't posted again. Please ask the city's teacher-education office.",
} satisfies Partial<Record<ViolationCode, Words>>;
