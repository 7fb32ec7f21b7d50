/**
 * Who asks for a page only to show its card in a chat. Our pages stand inside the store's theme, and what stands there cannot reach
 * the theme's head, where chats look for title, text and picture; so these readers get a small document of their own. Only the names
 * by which previews themselves come: the browsers inside those same apps are people, and see the page in the theme.
 */
const PREVIEWS =
  /facebookexternalhit|Facebot|WhatsApp\/|Twitterbot|TelegramBot|Slackbot|Slack-ImgProxy|LinkedInBot|Discordbot|Pinterestbot|redditbot|SkypeUriPreview|Snap URL Preview|vkShare|line-poker|kakaotalk-scrap|Google-PageRenderer|Bluesky Cardyb|Mastodon\/|Embedly|Iframely|SummalyBot|ZoomBot|Signal\//i;

/** iMessage comes as facebookexternalhit and Twitterbot at once; Signal as WhatsApp. */
export const asksForPreview = (request: Request): boolean => PREVIEWS.test(request.headers.get("user-agent") ?? "");
