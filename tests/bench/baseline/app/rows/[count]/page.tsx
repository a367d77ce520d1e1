export const dynamic = "force-dynamic";

/** What Next.js needs to print so many rows, and nothing else: no database, no session, no words to look up. */
export default async function Rows({ params }: { params: Promise<{ count: string }> }) {
  const count = Number((await params).count);
  return (
    <table>
      <tbody>
        {Array.from({ length: count }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
          <tr key={i}>
            <td>{i + 1}</td>
            <td>
              <a href={`/rows/${i + 1}`}>2019年市级学科教师培训</a>
            </td>
            <td>2019-12-20</td>
            <td>16</td>
            <td>已入账</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
