"use server";

import { roleAction } from "@/app/_access/role-action";
import { EndDeputyInput, endDeputy } from "@/features/people/end-deputy";
import { DeputyInput, nameDeputy } from "@/features/people/name-deputy";

const OFFICERS = ["school", "county", "city", "host"] as const;

export const name = roleAction(OFFICERS, DeputyInput, nameDeputy, () => "/deputies?done=named");

export const end = roleAction(OFFICERS, EndDeputyInput, endDeputy, () => "/deputies?done=ended");
