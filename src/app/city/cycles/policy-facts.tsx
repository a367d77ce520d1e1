import type { Messages } from "@/messages";
import type { CyclePolicy } from "@/rules/policy";
import {
  CAPPED_SOURCES,
  HOURLY_SOURCES,
  type PolicyName,
  type PolicyValues,
  policyFieldFacts,
  policyValues,
} from "@/rules/policy-fields";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { POLICY_GROUP_NAMES, POLICY_GROUPS, type PolicyGroup, policyLabel, policyValue } from "./policy-words";

/** Every number of a policy with what it means and what it rests on. */
export function PolicyFacts({ policy, messages }: { policy: CyclePolicy; messages: Messages }) {
  const { policies: words } = messages;
  const values = policyValues(policy);
  return (
    <div className="grid items-start gap-x-4 lg:grid-cols-2">
      {POLICY_GROUP_NAMES.map((group) => (
        <Group key={group} group={group} values={values} messages={messages} />
      ))}
      <Kinds values={values} messages={messages} />
      <Card title={words.groups.documents}>
        <ul className="list-disc pl-5">
          {policy.documents.map((document) => (
            <li key={document}>{document}</li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Group({ group, values, messages }: { group: PolicyGroup; values: PolicyValues; messages: Messages }) {
  const { policies: words } = messages;
  return (
    <Card title={words.groups[group]}>
      <dl className="divide-y divide-line">
        {group === "mooc" && (
          <div className="flex flex-wrap justify-between gap-x-4 py-2">
            <dt>{words.platform}</dt>
            <dd>
              {words.platformName} <ClauseLink clause="N3.7" rule="R7" messages={messages} />
            </dd>
          </div>
        )}
        {POLICY_GROUPS[group].map((name) => {
          const { clause, rule } = policyFieldFacts(name);
          return (
            <div key={name} className="flex flex-wrap justify-between gap-x-4 py-2">
              <dt>
                {words.fields[name]}
                <span className="block text-sm text-soft">{words.meanings[name]}</span>
              </dt>
              <dd className="flex flex-wrap items-baseline gap-x-2">
                <b className="font-medium">{policyValue(name, values[name], messages)}</b>
                <ClauseLink clause={clause} rule={rule} messages={messages} />
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}

function Kinds({ values, messages }: { values: PolicyValues; messages: Messages }) {
  const { policies: words } = messages;
  const names: PolicyName[] = [
    ...CAPPED_SOURCES.map((source) => `annualCaps.${source}` as const),
    ...HOURLY_SOURCES.map((source) => `classHoursPerCredit.${source}` as const),
  ];
  const told = names.filter((name) => values[name] !== null);
  return (
    <Card title={words.groups.kinds} aside={<ClauseLink clause="S" rule="R1" messages={messages} />}>
      {told.length === 0 ? (
        <p className="text-soft">{words.kindsNone}</p>
      ) : (
        <dl className="divide-y divide-line">
          {told.map((name) => (
            <div key={name} className="flex flex-wrap justify-between gap-x-4 py-2">
              <dt>{policyLabel(name, messages)}</dt>
              <dd className="font-medium">{policyValue(name, values[name], messages)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

/** In what two policies differ, before and after. */
export function PolicyChanges({
  changed,
  before,
  after,
  messages,
}: {
  changed: readonly PolicyName[];
  before: CyclePolicy;
  after: CyclePolicy;
  messages: Messages;
}) {
  const [old, next] = [policyValues(before), policyValues(after)];
  const { policies: words } = messages;
  return (
    <ul className="list-disc pl-5">
      {changed.map((name) => (
        <li key={name}>
          {words.changedFrom(
            policyLabel(name, messages),
            policyValue(name, old[name], messages),
            policyValue(name, next[name], messages),
          )}
        </li>
      ))}
    </ul>
  );
}
