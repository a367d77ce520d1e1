import { environment } from "@/server/env";
import { openApi } from "../_contract/openapi";

/** For the platform's engineers; it says nothing that has to be kept from anybody. */
export function GET(): Response {
  return Response.json(openApi(environment().PUBLIC_ORIGIN), { headers: { "Cache-Control": "public, max-age=300" } });
}
