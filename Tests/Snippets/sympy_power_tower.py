x**y**z
