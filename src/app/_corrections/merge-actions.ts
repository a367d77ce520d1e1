"use server";

import { roleAction } from "@/app/_access/role-action";
import { MergeInput, mergeTeachers } from "@/features/people/merge-teachers";

export const merge = roleAction("city", MergeInput, mergeTeachers, (id) => `/city/teachers/${id}`);
