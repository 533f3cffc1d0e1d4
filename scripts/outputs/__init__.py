"""What belongs to the whole site: feeds, sitemap, llms.txt, social cards, schemas."""
