import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { PublicShell } from "./(public)/public-shell";

export default async function ForbiddenPage() {
  const { problems } = await currentMessages();
  return (
    <PublicShell>
      <div className="mx-auto max-w-xl">
        <Card>
          <h1 className="text-xl">{problems.forbiddenTitle}</h1>
          <p className="mt-2 mb-4">{problems.forbidden}</p>
          <LinkButton href="/">{problems.home}</LinkButton>
        </Card>
      </div>
    </PublicShell>
  );
}
