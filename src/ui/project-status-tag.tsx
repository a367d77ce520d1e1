import type { Messages } from "@/messages";
import type { ProjectStatus } from "@/rules/project-approval";
import type { ShapeName } from "./shape";
import { Tag, type Tone } from "./tag";

const STATUSES: Record<ProjectStatus, [Tone, ShapeName]> = {
  draft: ["plain", "circle"],
  at_filing: ["wait", "wait"],
  filed: ["good", "diamond"],
  at_county: ["wait", "wait"],
  at_city: ["wait", "wait"],
  returned: ["warn", "back"],
  refused: ["bad", "cross"],
  withdrawn: ["plain", "circle"],
  posted: ["good", "check"],
  correcting: ["wait", "wait"],
  closed: ["plain", "check"],
  recorded: ["plain", "diamond"],
};

/** Where a project stands, in a word and a shape. */
export function ProjectStatusTag({ status, messages }: { status: ProjectStatus; messages: Messages }) {
  const [tone, shape] = STATUSES[status];
  return (
    <Tag tone={tone} shape={shape}>
      {messages.projects.statuses[status]}
    </Tag>
  );
}
