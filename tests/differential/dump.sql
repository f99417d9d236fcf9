-- All rows of all tables, each as one text. Without the versions, which count flushes: what need not
-- be loaded flushes nothing before.
SELECT 'author ' || quote(id) || ' ' || quote(name) || ' ' || quote(age) FROM authors
UNION ALL
SELECT 'profile ' || quote(id) || ' ' || quote(bio) || ' ' || quote(author_id) FROM profiles
UNION ALL
SELECT 'post ' || quote(id) || ' ' || quote(title) || ' ' || quote(score) || ' ' ||
       quote(author_id) || ' ' || quote(category_id) FROM posts
UNION ALL
SELECT 'comment ' || quote(id) || ' ' || quote(body) || ' ' || quote(post_id) FROM comments
UNION ALL
SELECT 'chapter ' || quote(id) || ' ' || quote(title) || ' ' || quote(post_id) FROM chapters
UNION ALL
SELECT 'tag ' || quote(id) || ' ' || quote(word) FROM tags
UNION ALL
SELECT 'post_tag ' || quote(post_id) || ' ' || quote(tag_id) FROM post_tag
UNION ALL
SELECT 'friendship ' || quote(author_id) || ' ' || quote(friend_id) FROM friendship
UNION ALL
SELECT 'category ' || quote(id) || ' ' || quote(name) || ' ' || quote(parent_id) FROM categories
UNION ALL
SELECT 'club ' || quote(id) || ' ' || quote(name) FROM clubs
UNION ALL
SELECT 'membership ' || quote(author_id) || ' ' || quote(club_id) || ' ' || quote(role)
  FROM memberships
ORDER BY 1
