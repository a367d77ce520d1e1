import type { Messages } from "@/messages";
import type { CyclePolicy } from "@/rules/policy";
import {
  CAPPED_SOURCES,
  HOURLY_SOURCES,
  type PolicyField,
  type PolicyName,
  type PolicyValues,
  policyFieldFacts,
  policyValues,
} from "@/rules/policy-fields";
import { ClauseLink } from "@/ui/clause-link";
import { DateField, Hidden, SelectField, TextArea, TextField } from "@/ui/fields";
import { POLICY_GROUP_NAMES, POLICY_GROUPS, type PolicyGroup, policyLabel, typedValue } from "./policy-words";

/**
 * Every number of a policy as a field; to be put into a form.
 * @param years can be changed only while the cycle isn't made
 */
export function PolicyFields({ policy, years, messages }: { policy: CyclePolicy; years: boolean; messages: Messages }) {
  const { policies: words } = messages;
  const values = policyValues(policy);
  return (
    <>
      {POLICY_GROUP_NAMES.filter((group) => years || group !== "years").map((group) => (
        <Group key={group} group={group} values={values} messages={messages} />
      ))}
      {!years && (
        <>
          <Hidden name="cycle.fromYear" value={typedValue("cycle.fromYear", values["cycle.fromYear"])} />
          <Hidden name="cycle.toYear" value={typedValue("cycle.toYear", values["cycle.toYear"])} />
        </>
      )}
      <fieldset className="mb-4 border-line border-t pt-3">
        <legend className="pr-2 font-semibold">{words.groups.kinds}</legend>
        <p className="mb-2 text-sm text-soft">{words.kindsLead}</p>
        <div className="grid gap-x-4 sm:grid-cols-2">
          {CAPPED_SOURCES.map((source) => (
            <Kind key={source} name={`annualCaps.${source}`} values={values} messages={messages} />
          ))}
        </div>
        <div className="grid gap-x-4 sm:grid-cols-2">
          {HOURLY_SOURCES.map((source) => (
            <Kind key={source} name={`classHoursPerCredit.${source}`} values={values} messages={messages} />
          ))}
        </div>
      </fieldset>
      <TextArea
        name="documents"
        label={words.documents}
        hint={words.documentsHint}
        rows={4}
        defaultValue={typedValue("documents", values.documents)}
      />
    </>
  );
}

function Group({ group, values, messages }: { group: PolicyGroup; values: PolicyValues; messages: Messages }) {
  const { policies: words } = messages;
  return (
    <fieldset className="mb-4 border-line border-t pt-3">
      <legend className="pr-2 font-semibold">{words.groups[group]}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {POLICY_GROUPS[group].map((name) => (
          <Field key={name} name={name} values={values} messages={messages} />
        ))}
      </div>
    </fieldset>
  );
}

function Field({ name, values, messages }: { name: PolicyField; values: PolicyValues; messages: Messages }) {
  const { policies: words } = messages;
  const { kind, optional, clause, rule } = policyFieldFacts(name);
  const props = {
    name,
    label: words.fields[name],
    hint: (
      <>
        {words.meanings[name]} <ClauseLink clause={clause} rule={rule} messages={messages} />
      </>
    ),
    optional,
    defaultValue: typedValue(name, values[name]),
  };
  if (kind === "yesNo") {
    const choices = [
      { value: "yes", label: words.values.yes },
      { value: "no", label: words.values.no },
    ];
    return <SelectField {...props} choices={choices} />;
  }
  if (kind === "date") return <DateField {...props} />;
  return <TextField {...props} narrow inputMode={kind === "year" ? "numeric" : "decimal"} maxLength={8} />;
}

function Kind({ name, values, messages }: { name: PolicyName; values: PolicyValues; messages: Messages }) {
  return (
    <TextField
      name={name}
      label={policyLabel(name, messages)}
      optional
      narrow
      inputMode="decimal"
      maxLength={8}
      defaultValue={typedValue(name, values[name])}
    />
  );
}
