"use server";

import { roleAction } from "@/app/_access/role-action";
import { changeRound } from "@/features/cycles/change-round";
import { makeRound } from "@/features/cycles/make-round";
import { reopenSchool } from "@/features/cycles/reopen-school";
import { DeadlineInput, NewRoundInput, ReopeningInput, RoundYearsInput } from "@/features/cycles/round-input";
import { saveDeadline } from "@/features/cycles/save-deadline";

export const make = roleAction("city", NewRoundInput, makeRound, () => "/city/rounds?done=made");
export const changeYears = roleAction("city", RoundYearsInput, changeRound, () => "/city/rounds?done=years");
export const changeDay = roleAction("city", DeadlineInput, saveDeadline, () => "/city/rounds?done=deadline");
export const reopen = roleAction("city", ReopeningInput, reopenSchool, () => "/city/rounds?done=reopened#reopenings");
