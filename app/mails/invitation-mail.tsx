/**
 * The one invitation: from the store to one person, 60 to 90 words, one button, one column. It says what the friend
 * gets, what they get and what we ask, and how never to hear of it again. Whatever a person typed is escaped by React.
 */
import { Body, Button, Container, Head, Hr, Html, Link, Preview, Text } from "@react-email/components";
import type { InvitationLetter } from "~/ports/letters";

const INK = "#1f2421";
const QUIET = "#5c6661";
const ACCENT = "#1f5f4a";
const words = { color: INK, fontSize: "16px", lineHeight: "25px", margin: "0 0 16px" };
const small = { color: QUIET, fontSize: "13px", lineHeight: "20px", margin: "0 0 8px" };

export const invitationSubject = ({ firstName, storeName }: Pick<InvitationLetter, "firstName" | "storeName">): string =>
  firstName ? `${firstName}, would you share ${storeName} with your friends?` : `Would you share ${storeName} with your friends?`;

export function InvitationMail(letter: InvitationLetter) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{`${letter.whyYou} We would like to thank you for it.`}</Preview>
      <Body style={{ backgroundColor: "#ffffff", fontFamily: "Georgia, 'Times New Roman', serif", margin: 0, padding: "24px 12px" }}>
        <Container style={{ margin: "0 auto", maxWidth: "520px" }}>
          <Text style={{ ...words, color: ACCENT, fontSize: "20px", fontWeight: "bold" }}>{letter.storeName}</Text>
          <Text style={words}>{letter.firstName ? `Hello ${letter.firstName},` : "Hello,"}</Text>
          <Text style={words}>{letter.whyYou} We would like to thank you for it.</Text>
          <Text style={words}>
            Would you choose a code of your own? Your friends get {letter.offerPercent} % off with it, and you get {letter.creditPercent} %
            of what they buy, to spend on our products.
          </Text>
          <Text style={words}>
            We ask one thing: when you share it, say that you get something for it. You can leave whenever you like.
          </Text>
          <Button
            href={letter.joinUrl}
            style={{
              backgroundColor: ACCENT,
              borderRadius: "6px",
              color: "#ffffff",
              fontSize: "16px",
              margin: "4px 0 20px",
              padding: "13px 22px",
            }}
          >
            Choose my code
          </Button>
          <Text style={words}>The button works until {letter.openUntil}. If this is not for you, there is nothing to do.</Text>
          <Hr style={{ borderColor: "#dfe4e1", margin: "20px 0 12px" }} />
          <Text style={small}>
            {letter.storeName} ·{" "}
            <Link href={letter.storeUrl} style={{ color: QUIET }}>
              {letter.storeUrl.replace(/^https?:\/\//, "")}
            </Link>{" "}
            ·{" "}
            <Link href={`mailto:${letter.storeEmail}`} style={{ color: QUIET }}>
              {letter.storeEmail}
            </Link>
          </Text>
          {letter.storeAddress && <Text style={small}>{letter.storeAddress}</Text>}
          <Text style={small}>
            You said yes to e-mail from {letter.storeName}.{" "}
            <Link href={letter.optOutUrl} style={{ color: QUIET, textDecoration: "underline" }}>
              Please don&apos;t write to me about this again
            </Link>
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
