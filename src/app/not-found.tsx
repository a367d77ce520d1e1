import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { PublicShell } from "./(public)/public-shell";

export default async function NotFoundPage() {
  const { problems } = await currentMessages();
  return (
    <PublicShell>
      <div className="mx-auto max-w-xl">
        <Card>
          <h1 className="text-xl">{problems.notFoundTitle}</h1>
          <p className="mt-2 mb-4">{problems.notFound}</p>
          <LinkButton href="/">{problems.home}</LinkButton>
        </Card>
      </div>
    </PublicShell>
  );
}
