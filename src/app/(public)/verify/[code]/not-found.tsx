import { currentMessages } from "@/server/locale";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { PageTitle } from "@/ui/page-title";
import { CodeForm } from "../code-form";

/** The one answer to every code that opens nothing. */
export default async function UnknownCode() {
  const messages = await currentMessages();
  const { verify } = messages.certificates;
  return (
    <div className="mx-auto max-w-md">
      <PageTitle title={verify.title} />
      <Banner tone="bad" title={verify.unknown}>
        {verify.unknownLead}
      </Banner>
      <Card>
        <CodeForm messages={messages} />
      </Card>
    </div>
  );
}
